//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/tip_mode_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_change_till_request.g.dart';

/// Any of it; what is not named stays as it is.
///
/// Properties:
/// * [label]
/// * [tipMode]
/// * [tipValue]
/// * [isOpen]
@BuiltValue()
abstract class PatchedChangeTillRequest implements Built<PatchedChangeTillRequest, PatchedChangeTillRequestBuilder> {
  @BuiltValueField(wireName: r'label')
  String? get label;

  @BuiltValueField(wireName: r'tip_mode')
  TipModeEnum? get tipMode;
  // enum tipModeEnum {  NONE,  PROMPT,  FIXED,  PERCENT,  };

  @BuiltValueField(wireName: r'tip_value')
  String? get tipValue;

  @BuiltValueField(wireName: r'is_open')
  bool? get isOpen;

  PatchedChangeTillRequest._();

  factory PatchedChangeTillRequest([void updates(PatchedChangeTillRequestBuilder b)]) = _$PatchedChangeTillRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedChangeTillRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedChangeTillRequest> get serializer => _$PatchedChangeTillRequestSerializer();
}

class _$PatchedChangeTillRequestSerializer implements PrimitiveSerializer<PatchedChangeTillRequest> {
  @override
  final Iterable<Type> types = const [PatchedChangeTillRequest, _$PatchedChangeTillRequest];

  @override
  final String wireName = r'PatchedChangeTillRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedChangeTillRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.label != null) {
      yield r'label';
      yield serializers.serialize(
        object.label,
        specifiedType: const FullType(String),
      );
    }
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
    if (object.isOpen != null) {
      yield r'is_open';
      yield serializers.serialize(
        object.isOpen,
        specifiedType: const FullType(bool),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedChangeTillRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedChangeTillRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'label':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
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
        case r'is_open':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.isOpen = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedChangeTillRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedChangeTillRequestBuilder();
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


