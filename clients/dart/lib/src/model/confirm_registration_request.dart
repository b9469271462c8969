//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'confirm_registration_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [code] - What the customer was sent, and reads to the teller.
@BuiltValue()
abstract class ConfirmRegistrationRequest implements Built<ConfirmRegistrationRequest, ConfirmRegistrationRequestBuilder> {
  /// What the customer was sent, and reads to the teller.
  @BuiltValueField(wireName: r'code')
  String get code;

  ConfirmRegistrationRequest._();

  factory ConfirmRegistrationRequest([void updates(ConfirmRegistrationRequestBuilder b)]) = _$ConfirmRegistrationRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ConfirmRegistrationRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ConfirmRegistrationRequest> get serializer => _$ConfirmRegistrationRequestSerializer();
}

class _$ConfirmRegistrationRequestSerializer implements PrimitiveSerializer<ConfirmRegistrationRequest> {
  @override
  final Iterable<Type> types = const [ConfirmRegistrationRequest, _$ConfirmRegistrationRequest];

  @override
  final String wireName = r'ConfirmRegistrationRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ConfirmRegistrationRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ConfirmRegistrationRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ConfirmRegistrationRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ConfirmRegistrationRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ConfirmRegistrationRequestBuilder();
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


