//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/tip_mode_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'open_till_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [storeId]
/// * [label] - What staff call it.
/// * [tipMode] - NONE unless said.  * `NONE` - None * `PROMPT` - The payer is asked for a tip * `FIXED` - A fixed convenience fee is added * `PERCENT` - A percentage is added as convenience fee
/// * [tipValue] - The fee of FIXED, the percentage of PERCENT.
@BuiltValue()
abstract class OpenTillRequest implements Built<OpenTillRequest, OpenTillRequestBuilder> {
  @BuiltValueField(wireName: r'store_id')
  String get storeId;

  /// What staff call it.
  @BuiltValueField(wireName: r'label')
  String get label;

  /// NONE unless said.  * `NONE` - None * `PROMPT` - The payer is asked for a tip * `FIXED` - A fixed convenience fee is added * `PERCENT` - A percentage is added as convenience fee
  @BuiltValueField(wireName: r'tip_mode')
  TipModeEnum? get tipMode;
  // enum tipModeEnum {  NONE,  PROMPT,  FIXED,  PERCENT,  };

  /// The fee of FIXED, the percentage of PERCENT.
  @BuiltValueField(wireName: r'tip_value')
  String? get tipValue;

  OpenTillRequest._();

  factory OpenTillRequest([void updates(OpenTillRequestBuilder b)]) = _$OpenTillRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OpenTillRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<OpenTillRequest> get serializer => _$OpenTillRequestSerializer();
}

class _$OpenTillRequestSerializer implements PrimitiveSerializer<OpenTillRequest> {
  @override
  final Iterable<Type> types = const [OpenTillRequest, _$OpenTillRequest];

  @override
  final String wireName = r'OpenTillRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    OpenTillRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'store_id';
    yield serializers.serialize(
      object.storeId,
      specifiedType: const FullType(String),
    );
    yield r'label';
    yield serializers.serialize(
      object.label,
      specifiedType: const FullType(String),
    );
    if (object.tipMode != null) {
      yield r'tip_mode';
      yield serializers.serialize(
        object.tipMode,
        specifiedType: const FullType(TipModeEnum),
      );
    }
    if (object.tipValue != null) {
      yield r'tip_value';
      yield serializers.serialize(
        object.tipValue,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    OpenTillRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OpenTillRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'store_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.storeId = valueDes;
          break;
        case r'label':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.label = valueDes;
          break;
        case r'tip_mode':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(TipModeEnum),
          ) as TipModeEnum?;
          if (valueDes == null) continue;
          result.tipMode = valueDes;
          break;
        case r'tip_value':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tipValue = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  OpenTillRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OpenTillRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


