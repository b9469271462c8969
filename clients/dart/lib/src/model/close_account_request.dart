//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'close_account_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [password]
/// * [stepUp]
@BuiltValue()
abstract class CloseAccountRequest implements Built<CloseAccountRequest, CloseAccountRequestBuilder> {
  @BuiltValueField(wireName: r'password')
  String get password;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  CloseAccountRequest._();

  factory CloseAccountRequest([void updates(CloseAccountRequestBuilder b)]) = _$CloseAccountRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CloseAccountRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CloseAccountRequest> get serializer => _$CloseAccountRequestSerializer();
}

class _$CloseAccountRequestSerializer implements PrimitiveSerializer<CloseAccountRequest> {
  @override
  final Iterable<Type> types = const [CloseAccountRequest, _$CloseAccountRequest];

  @override
  final String wireName = r'CloseAccountRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CloseAccountRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'password';
    yield serializers.serialize(
      object.password,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    CloseAccountRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CloseAccountRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'password':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.password = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CloseAccountRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CloseAccountRequestBuilder();
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


