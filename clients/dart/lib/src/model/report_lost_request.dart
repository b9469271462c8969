//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'report_lost_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [msisdn]
/// * [password]
/// * [code] - From the e-mail; leave it out to have it sent.
@BuiltValue()
abstract class ReportLostRequest implements Built<ReportLostRequest, ReportLostRequestBuilder> {
  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  @BuiltValueField(wireName: r'password')
  String get password;

  /// From the e-mail; leave it out to have it sent.
  @BuiltValueField(wireName: r'code')
  String? get code;

  ReportLostRequest._();

  factory ReportLostRequest([void updates(ReportLostRequestBuilder b)]) = _$ReportLostRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReportLostRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ReportLostRequest> get serializer => _$ReportLostRequestSerializer();
}

class _$ReportLostRequestSerializer implements PrimitiveSerializer<ReportLostRequest> {
  @override
  final Iterable<Type> types = const [ReportLostRequest, _$ReportLostRequest];

  @override
  final String wireName = r'ReportLostRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ReportLostRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    yield r'password';
    yield serializers.serialize(
      object.password,
      specifiedType: const FullType(String),
    );
    if (object.code != null) {
      yield r'code';
      yield serializers.serialize(
        object.code,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    ReportLostRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReportLostRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'msisdn':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.msisdn = valueDes;
          break;
        case r'password':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.password = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
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
  ReportLostRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReportLostRequestBuilder();
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


